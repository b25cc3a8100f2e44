// AlmanacShell
