"""One file per item of the national standard; `metrics/catalogue.py` puts them in order."""
