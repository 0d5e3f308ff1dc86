"""Papers as Word (.docx), which WPS and Word open as an office would have typed them."""
