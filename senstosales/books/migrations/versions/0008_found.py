"""What the find box looks at has grown: expenses, numbers without their signs, what firms are called for short.

No table changes. `env.py` makes the index anew from the books when all steps are done.
"""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Nothing to change in the tables."""
