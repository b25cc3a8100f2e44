#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The part of libedit that a Swift program can call: its variadic functions with fixed
// arguments, and uint32_t for wchar_t, which Swift would read as a Unicode scalar that is always
// valid, where C gives no such promise.

/// One libedit editor with the stream that it paints to.
typedef struct clibedit CLibedit;

/// Gives the next character: 1 and the character, 0 at the end of the input, -1 on failure.
typedef int (*clibedit_reader)(void *owner, uint32_t *character);

/// libedit's own name for an editor, as its commands are handed it.
typedef struct editline EditLine;

/// A command that keys can be bound to; its answer is one of the values below.
typedef unsigned char (*clibedit_command)(EditLine *line, uint32_t character);

/// The answers of a command (CC_ of histedit.h).
enum {
  CLIBEDIT_NORMAL = 0,
  CLIBEDIT_NEWLINE = 1,
  CLIBEDIT_END = 2,
  CLIBEDIT_REFRESH = 4,
  CLIBEDIT_REDISPLAY = 8,
};

/// The text being edited, in scalars, and the cursor as an index into it; valid until the next
/// call.
typedef struct {
  const uint32_t *scalars;
  size_t count;
  size_t cursor;
} CLibeditLine;

/// Opens an editor on file descriptors 0 and 1; NULL when there is no memory for one.
///
/// Without `paints` all that libedit would show goes nowhere. `owner` is handed to the reader
/// and lasts as long as the editor.
CLibedit *clibedit_open(
    const char *program, bool paints, void *owner, clibedit_reader reader);

/// Closes the editor and gives the terminal its first modes back.
void clibedit_close(CLibedit *session);

/// The owner given at opening, for a command.
void *clibedit_owner(EditLine *line);

/// The text and cursor as they are now.
CLibeditLine clibedit_line(CLibedit *session);

/// Edits one line; true when it ended by a command that answered CLIBEDIT_NEWLINE.
bool clibedit_edit(CLibedit *session);

/// Moves the cursor by `distance` scalars, to the ends at most.
void clibedit_move(CLibedit *session, int distance);

/// Deletes `count` scalars before the cursor.
void clibedit_delete(CLibedit *session, int count);

/// Inserts a text that ends in 0 at the cursor; false when there is no memory for it.
bool clibedit_insert(CLibedit *session, const uint32_t *scalars);

/// Names a command, so that keys can be bound to it. Both texts end in 0 and must outlive the
/// editor, which keeps the pointers.
void clibedit_add_command(
    CLibedit *session, const uint32_t *name, const uint32_t *help, clibedit_command command);

/// Binds a key, in the form of editrc(5), to a command, in the main map or in the alternate one
/// (vi's command mode).
void clibedit_bind(CLibedit *session, bool alternate, const char *key, const char *command);

/// Obeys one line of an editrc file if it chooses a mode (`bind -v`, `bind -e`), and `modes`, or
/// does not, and not `modes`; ignores it otherwise.
void clibedit_configure(CLibedit *session, const char *line, bool modes);

/// Whether the key map is vi's.
bool clibedit_is_vi(CLibedit *session);

/// Sets the prompt that libedit paints, a text that ends in 0 and outlives its use.
void clibedit_set_prompt(CLibedit *session, const uint32_t *prompt);

/// Puts the terminal in the mode for editing, or back.
void clibedit_prepare_terminal(CLibedit *session, bool editing);

/// Asks the terminal for its size again.
void clibedit_resize(CLibedit *session);

/// The columns of one scalar by the C library's table; 0 for marks and what cannot be shown.
int clibedit_width(uint32_t scalar);
