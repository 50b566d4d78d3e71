package dev.deputy.client;

/** The data API of the local Supabase. */
class LocalDataTest extends DataTest {

    @Override
    Transport transport(Project project) {
        return Transport.connectingWithin(java.time.Duration.ofSeconds(60));
    }
}
