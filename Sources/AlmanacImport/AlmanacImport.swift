// AlmanacImport
