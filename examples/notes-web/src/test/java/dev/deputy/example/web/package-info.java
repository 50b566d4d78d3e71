/** The whole journey, as people take it: the front end, the service and a Supabase as programs of their own, and browsers. */
@NullMarked
package dev.deputy.example.web;

import org.jspecify.annotations.NullMarked;
