"""What the parts find about one reform, put together, and the verdict on it."""
