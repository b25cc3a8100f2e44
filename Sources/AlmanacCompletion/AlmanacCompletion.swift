// AlmanacCompletion
