/** Benchmarks of what runs in every cycle, each beside the same formula in C. Not part of the product. */
@NullMarked
package plumb.jmh;

import org.jspecify.annotations.NullMarked;
