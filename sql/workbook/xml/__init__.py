"""A stranger's file to the texts of its cells: the package, its parts, their XML."""
