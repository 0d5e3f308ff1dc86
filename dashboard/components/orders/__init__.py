"""What an order (督办单) is offered by, and what may follow one: shared by several pages."""
