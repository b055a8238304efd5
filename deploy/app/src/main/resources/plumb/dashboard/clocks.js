// The two clocks of a verdict, and what is left of it when they have run out. Times are milliseconds of performance.now().

/**
 * How long a statement holds, from its receipt. A broker keeps it for twice the lease and says how much of that is left: what
 * was kept counts from when it was said, to the second below.
 */
export function leaseLeftAtReceipt(leaseMs, retained, expiryS) {
  if (!retained || expiryS === null) return leaseMs;
  return Math.max(0, Math.min(leaseMs, expiryS * 1000 - leaseMs));
}

/** Left of the lease now, ms; 0 when it has run out. */
export function leaseLeft(statement, now) {
  return Math.max(0, statement.leaseEnds - now);
}

/** How old the evidence is now, ms: by the rig's own clock until the statement, by this one since. Null without evidence. */
export function evidenceAge(statement, now) {
  const { testedAt } = statement.document.evidence;
  if (testedAt === null) return null;
  return Date.parse(statement.document.issuedAt) - Date.parse(testedAt) + (now - statement.receivedAt);
}

/** Left until the evidence is too old, ms; null without evidence. */
export function evidenceLeft(statement, now) {
  const age = evidenceAge(statement, now);
  return age === null ? null : Math.max(0, statement.document.evidence.maxAgeS * 1000 - age);
}

/** 4.2 s, 14:32, 3:05:10. */
export function shown(ms, tenths = false) {
  const total = ms / 1000;
  if (tenths && total < 60) return `${(Math.floor(total * 10) / 10).toFixed(1)} s`;
  const whole = Math.floor(total);
  const seconds = String(whole % 60).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes}:${seconds}` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${seconds}`;
}
