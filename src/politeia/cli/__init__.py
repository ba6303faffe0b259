"""The program `politeia`: each verb is a thin module that reads its arguments, calls the library and prints."""
