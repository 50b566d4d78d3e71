/** Supabase for Spring Boot. */
@NullMarked
package dev.deputy.spring;

import org.jspecify.annotations.NullMarked;
