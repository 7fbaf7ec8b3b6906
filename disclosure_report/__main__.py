"""``python -m disclosure_report``."""

from disclosure_report.cli.main import main

if __name__ == "__main__":
    main()
