"""The reading process of a dictionary that has the made-up sheet too."""

from tests.sql.workbook.made_up_sheet import declare

if __name__ == "__main__":
    declare()
    from sql.workbook.child import main

    main()
