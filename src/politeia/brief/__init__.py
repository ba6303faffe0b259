"""The brief: what is told about a reform, as a frozen document, as JSON and as one self-contained page."""
