package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "postgresql://ada:pw@db.example.com:5433/app,        jdbc:postgresql://db.example.com:5433/app",
                "postgres://ada:pw@db.example.com/app,               jdbc:postgresql://db.example.com/app",
                "jdbc:postgresql://ada:pw@db.example.com/app,        jdbc:postgresql://db.example.com/app",
                "jdbc:postgresql://db.example.com/app?user=ada&password=pw, jdbc:postgresql://db.example.com/app",
                "postgresql://ada:pw@127.0.0.1:54322,                jdbc:postgresql://127.0.0.1:54322/postgres",
                "postgresql://ada:pw@[::1]:5432/app,                 jdbc:postgresql://[::1]:5432/app",
                "postgresql://ada:pw@h/app?application_name=a%20b,   jdbc:postgresql://h/app?ApplicationName=a%20b",
                "postgresql://ada:pw@h/app?pgbouncer=true,           jdbc:postgresql://h/app?prepareThreshold=0",
                "postgresql://ada:pw@db.ref.supabase.co:5432/postgres,"
                        + "jdbc:postgresql://db.ref.supabase.co:5432/postgres?sslmode=require",
                "postgresql://ada:pw@aws-0-eu.pooler.supabase.com:5432/postgres?sslmode=verify-full,"
                        + "jdbc:postgresql://aws-0-eu.pooler.supabase.com:5432/postgres?sslmode=verify-full"
            })
    void an_address_is_translated_for_the_driver(String url, String jdbcUrl) {
        DatabaseUrl address = DatabaseUrl.parse(url);

        assertThat(address.jdbcUrl()).isEqualTo(jdbcUrl);
        assertThat(address.user()).isEqualTo("ada");
        assertThat(address.password()).isEqualTo("pw");
    }

    @Test
    void user_and_password_are_percent_decoded() {
        DatabaseUrl address = DatabaseUrl.parse("postgresql://postgres.ref:p%40ss%2F+%25word@h:5432/postgres");

        assertThat(address.user()).isEqualTo("postgres.ref");
        assertThat(address.password()).isEqualTo("p@ss/+%word");
    }

    @Test
    void a_password_may_hold_what_people_forget_to_encode() {
        assertThat(DatabaseUrl.parse("postgresql://ada:p@ss:w/rd?#@h:5432/app").password())
                .isEqualTo("p@ss:w/rd?#");
    }

    @Test
    void a_password_is_optional() {
        DatabaseUrl address = DatabaseUrl.parse("postgresql://h/app");

        assertThat(address.user()).isNull();
        assertThat(address.password()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ada:hidden@h/app",
                "https://ada:hidden@h",
                "ada:hidden@h",
                "postgresql://ada:100%hidden@h"
            })
    void what_is_no_address_is_refused_by_the_setting_and_without_its_value(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SUPABASE_DB_URL")
                .hasMessageContaining("supabase.db-url")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void it_prints_without_the_password() {
        assertThat(DatabaseUrl.parse("postgresql://ada:hidden@h/app?password=hidden2"))
                .asString()
                .doesNotContain("hidden");
    }
}
