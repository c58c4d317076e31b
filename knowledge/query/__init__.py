"""The asking side: a query in, an answer out, one file a kind of operation."""
