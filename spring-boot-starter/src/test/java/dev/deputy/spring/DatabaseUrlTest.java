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
        assertThat(DatabaseUrl.parse("postgresql://ada:p@ss:w/rd#@h:5432/app").password())
                .isEqualTo("p@ss:w/rd#");
    }

    @Test
    void an_at_sign_in_a_parameter_does_not_make_another_machine_the_host() {
        DatabaseUrl inPassword =
                DatabaseUrl.parse("jdbc:postgresql://db.example.com:5432/postgres?user=app&password=p@ss");
        DatabaseUrl inName = DatabaseUrl.parse("postgresql://u:p@h/db?application_name=a@b");

        assertThat(inPassword)
                .isEqualTo(new DatabaseUrl("jdbc:postgresql://db.example.com:5432/postgres", "app", "p@ss", null));
        assertThat(inName).isEqualTo(new DatabaseUrl("jdbc:postgresql://h/db?ApplicationName=a%40b", "u", "p", null));
    }

    @Test
    void no_password_stays_in_the_address() {
        DatabaseUrl address =
                DatabaseUrl.parse("postgresql://h/app?user=ada&password=hidden&sslpassword=hidden2&sslmode=require");

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://h/app?sslmode=require");
        assertThat(address.password()).isEqualTo("hidden");
        assertThat(address.sslPassword()).isEqualTo("hidden2");
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
                "postgresql://ada:100%hidden@h",
                "postgresql://ada:pw?hidden@h/app",
                "postgresql://ada:1234?hidden@h/app",
                "postgresql://ada:1234?hidden@h/app?sslmode=require",
                "postgresql://ada:p@ss:hidden?a=b@h/app",
                "postgresql://ada:hidden?a=b@h/app"
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
