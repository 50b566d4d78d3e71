/** Tests of who is calling, and the issuer that makes their tokens. */
@NullMarked
package dev.deputy;

import org.jspecify.annotations.NullMarked;
