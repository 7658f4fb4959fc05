"""One file, one indicator: its id is the name of the file, its proof lies beside it. See docs/how-to/add-an-indicator.md."""
