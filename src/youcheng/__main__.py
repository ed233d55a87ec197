"""Lets `python -m youcheng` do what the `youcheng` command does, for machines where scripts are not on the path.

The command itself is in `config.cli`; nothing else belongs here.
"""

from youcheng.config.cli import main

if __name__ == "__main__":
    main()
