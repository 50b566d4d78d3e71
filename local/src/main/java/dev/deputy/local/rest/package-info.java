/**
 * The data API under {@code /rest/v1}, in the words of PostgREST: tables, views and functions of the exposed schemas as
 * resources, PostgreSQL doing the work.
 *
 * <p>The way of a request: {@link dev.deputy.local.rest.RestServer} takes the call; {@code Ask} is what was asked for
 * (headers, and a {@code Query} that {@code SelectReader}, {@code FilterReader} and {@code OrderReader} read from the
 * address); {@code ReadPlanner} and its neighbours match it with the {@code Schema}, which {@code SchemaCache} keeps
 * fresh; {@code ReadSql}, {@code WriteSql} and {@code CallSql} write one statement, in which names are quoted, values
 * are bound and PostgreSQL makes the JSON; {@code Transaction} runs it as the caller; {@code Reply} says it in HTTP.
 * Whatever is refused is a {@code Refusal}, with PostgREST's status, code, message, details and hint. {@link
 * dev.deputy.local.rest.SeeAs} goes the same way for the dashboard, in somebody's name.
 */
@NullMarked
package dev.deputy.local.rest;

import org.jspecify.annotations.NullMarked;
