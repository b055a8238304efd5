/** Laws made and used by many threads at once, for the tests of this module. */
@NullMarked
package plumb.concurrency;

import org.jspecify.annotations.NullMarked;
