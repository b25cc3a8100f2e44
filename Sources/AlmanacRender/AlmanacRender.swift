// AlmanacRender
