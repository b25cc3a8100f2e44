// utf8proc's pkg-config file holds a flag that the package manager refuses (-DUTF8PROC_EXPORTS),
// so the module map names the library itself.
#include <utf8proc.h>
