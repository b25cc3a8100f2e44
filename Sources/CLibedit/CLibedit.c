#define _GNU_SOURCE
#include "CLibedit.h"

#include <histedit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "libedit's characters are scalars");

struct clibedit {
  EditLine *line;
  FILE *input;
  FILE *output;
  FILE *errors;
  void *owner;
  clibedit_reader reader;
  const uint32_t *prompt;
};

static CLibedit *session_of(EditLine *line) {
  void *data = NULL;
  el_wget(line, EL_CLIENTDATA, &data);
  return data;
}

// Where libedit's own painting goes when the program paints.
#ifdef __linux__
static ssize_t swallow(void *cookie, const char *bytes, size_t count) {
  (void)cookie;
  (void)bytes;
  return (ssize_t)count;
}

static FILE *open_sink(void) {
  return fopencookie(NULL, "w", (cookie_io_functions_t){.write = swallow});
}
#else
static int swallow(void *cookie, const char *bytes, int count) {
  (void)cookie;
  (void)bytes;
  return count;
}

static FILE *open_sink(void) { return funopen(NULL, NULL, swallow, NULL, NULL); }
#endif

static int read_character(EditLine *line, wchar_t *character) {
  CLibedit *session = session_of(line);
  uint32_t scalar = 0;
  int count = session->reader(session->owner, &scalar);
  *character = (wchar_t)scalar;
  return count;
}

// libedit calls its history function without asking whether there is one.
static int no_history(void *history, HistEventW *event, int operation, ...) {
  (void)history;
  (void)event;
  (void)operation;
  return -1;
}

static wchar_t *prompt_of(EditLine *line) { return (wchar_t *)session_of(line)->prompt; }

CLibedit *clibedit_open(
    const char *program, bool paints, void *owner, clibedit_reader reader) {
  CLibedit *session = calloc(1, sizeof *session);
  if (!session) return NULL;
  static const uint32_t empty[] = {0};
  session->owner = owner;
  session->reader = reader;
  session->prompt = empty;
  session->input = stdin;
  session->output = paints ? stdout : open_sink();
  session->errors = open_sink();
  if (session->output && session->errors)
    session->line =
        el_init_fd(program, session->input, session->output, session->errors, 0, 1, 2);
  if (!session->line) {
    if (session->output && !paints) fclose(session->output);
    if (session->errors) fclose(session->errors);
    free(session);
    return NULL;
  }
  el_wset(session->line, EL_CLIENTDATA, session);
  el_wset(session->line, EL_SIGNAL, 0);
  // Before any binding, for it undoes them all; libedit itself may have been built to begin as vi.
  el_wset(session->line, EL_EDITOR, L"emacs");
  el_wset(session->line, EL_HIST, no_history, session);
  el_wset(session->line, EL_GETCFN, read_character);
  el_wset(session->line, EL_PROMPT, prompt_of);
  // Ctrl-C, Ctrl-Z, Ctrl-S and Ctrl-\ are keys while a line is edited; Enter stays Enter.
  el_wset(session->line, EL_SETTY, L"-d", L"-isig", L"-ixon", L"-icrnl", L"-inlcr", NULL);
  return session;
}

void clibedit_close(CLibedit *session) {
  el_end(session->line);
  if (session->output != stdout) fclose(session->output);
  fclose(session->errors);
  free(session);
}

void *clibedit_owner(EditLine *line) { return session_of(line)->owner; }

CLibeditLine clibedit_line(CLibedit *session) {
  const LineInfoW *line = el_wline(session->line);
  return (CLibeditLine){
      .scalars = (const uint32_t *)line->buffer,
      .count = (size_t)(line->lastchar - line->buffer),
      .cursor = (size_t)(line->cursor - line->buffer),
  };
}

bool clibedit_edit(CLibedit *session) {
  int count = 0;
  // An empty line that was accepted returns NULL too: the caller's own command knows better.
  return el_wgets(session->line, &count) != NULL;
}

void clibedit_move(CLibedit *session, int distance) { el_cursor(session->line, distance); }

void clibedit_delete(CLibedit *session, int count) { el_deletestr(session->line, count); }

bool clibedit_insert(CLibedit *session, const uint32_t *scalars) {
  return scalars[0] == 0 || el_winsertstr(session->line, (const wchar_t *)scalars) == 0;
}

void clibedit_add_command(
    CLibedit *session, const uint32_t *name, const uint32_t *help, clibedit_command command) {
  // Through el_wset, which keeps the pointers; el_set would copy them and never free the copies.
  el_wset(session->line, EL_ADDFN, (const wchar_t *)name, (const wchar_t *)help, command);
}

void clibedit_bind(CLibedit *session, bool alternate, const char *key, const char *command) {
  const char *words[] = {"bind", "-a", key, command, NULL};
  if (!alternate) {
    words[1] = key;
    words[2] = command;
    words[3] = NULL;
  }
  el_parse(session->line, alternate ? 4 : 3, words);
}

// `bind -v` and `bind -e`, after the name of a program or not.
static bool chooses_mode(int count, const char **words) {
  if (count < 2) return false;
  const char *colon = strrchr(words[0], ':');
  if (strcmp(colon ? colon + 1 : words[0], "bind") != 0) return false;
  return strcmp(words[1], "-v") == 0 || strcmp(words[1], "-e") == 0;
}

void clibedit_configure(CLibedit *session, const char *line, bool modes) {
  Tokenizer *tokenizer = tok_init(NULL);
  if (!tokenizer) return;
  int count = 0;
  const char **words = NULL;
  if (tok_str(tokenizer, line, &count, &words) == 0 && count > 0 && words[0][0] != '#'
      && chooses_mode(count, words) == modes)
    el_parse(session->line, count, words);
  tok_end(tokenizer);
}

bool clibedit_is_vi(CLibedit *session) {
  const wchar_t *editor = NULL;
  return el_wget(session->line, EL_EDITOR, &editor) == 0 && editor && editor[0] == L'v';
}

void clibedit_set_prompt(CLibedit *session, const uint32_t *prompt) { session->prompt = prompt; }

void clibedit_prepare_terminal(CLibedit *session, bool editing) {
  el_wset(session->line, EL_PREP_TERM, editing ? 1 : 0);
}

void clibedit_resize(CLibedit *session) { el_resize(session->line); }

int clibedit_width(uint32_t scalar) {
  int width = wcwidth((wchar_t)scalar);
  return width < 0 ? 0 : width;
}
