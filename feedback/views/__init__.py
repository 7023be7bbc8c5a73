"""What a page does with a request: the citizen's pages, the desk, scorecards."""
