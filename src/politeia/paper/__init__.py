"""What changed on paper: typed and signed changes per article."""
