"""The 20 items of the national standard (建办城〔2021〕50号), one file each."""
