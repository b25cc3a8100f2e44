// The system's SQLite judges the engine in the tests of the laws; the program itself has none.
#include <sqlite3.h>
