"""One file a page; a page reads like its own table of contents."""
