"""Lets `python -m youcheng` do what the `youcheng` command does."""

from youcheng.config.cli import main

if __name__ == "__main__":
    main()
