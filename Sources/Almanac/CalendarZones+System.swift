internal import AlmanacImport
public import AlmanacRender

extension CalendarZones {
  /// The zones that the system knows, by libical; none without it.
  public static let system = CalendarZones(
    component: { SystemZones.component($0) },
    universal: { SystemZones.universal($0, in: $1) })
}
