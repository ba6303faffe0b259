"""The nouns: a polity declared as dated records, and what it says on a day."""
