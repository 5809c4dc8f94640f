"""`python -m medseg`: the command where no script was installed."""

from medseg.cli import main

raise SystemExit(main())
