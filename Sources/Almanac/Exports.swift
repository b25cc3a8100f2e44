@_exported public import AlmanacCompletion
@_exported public import AlmanacEngine
@_exported public import AlmanacImport
@_exported public import AlmanacLanguage
@_exported public import AlmanacRender
@_exported public import AlmanacStore
@_exported public import AlmanacText
@_exported public import AlmanacTime
