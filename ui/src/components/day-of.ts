/** The beginning of a day as a date input has it (2026-11-21), in the zone of the device, so many days later. */
export function dayOf(date: string, later = 0): Date {
  const day = new Date(`${date}T00:00`);
  day.setDate(day.getDate() + later);
  return day;
}
