"""``python -m varsyn`` is the same program as ``varsyn``."""

from varsyn.cli import main

if __name__ == "__main__":
    main()
