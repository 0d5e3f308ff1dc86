"""What people read: one home for each word, number, colour and table, for screen and paper alike."""
