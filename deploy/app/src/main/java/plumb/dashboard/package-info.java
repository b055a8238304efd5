/**
 * The dashboard: one static page, which hears the rigs from a broker by itself, and the small server on loopback that hands it
 * out. The page is in {@code deploy/dashboard}. Knows nothing of rigs.
 */
@NullMarked
package plumb.dashboard;

import org.jspecify.annotations.NullMarked;
