"""SQLCipher under the name that sqlite-utils looks for.

sqlite-utils takes its exceptions and features from the module `pysqlite3` where there is one. Without this, statements
with RETURNING and ALTER on an encrypted connection raise exceptions that it does not know (measured with version 4.2).
Import this module before sqlite_utils.
"""

import sys
from typing import Any

import sqlcipher3.dbapi2

sys.modules.setdefault("pysqlite3", sqlcipher3)

sqlcipher: Any = sqlcipher3.dbapi2
