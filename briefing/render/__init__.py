"""One writer a format. Writers draw the document and decide nothing."""
