"""The `vifr` command: one file a command, each with `add_arguments(parser)` and `run(args) -> int`."""
