//! The macro that makes a test of each clause.

/// Makes a test of each clause of the store contract; see the [module](crate::store::conformance).
#[macro_export]
macro_rules! store_conformance {
    ($fresh:expr $(,)?) => {
        $crate::store_clauses! { {$crate::store_clause_tests} $fresh }
    };
    ($fresh:expr, reopen: $reopen:expr $(,)?) => {
        $crate::store_clauses! { {$crate::store_clause_tests} $fresh }

        #[::tokio::test(flavor = "multi_thread")]
        async fn committed_changes_outlive_the_process() -> Result<(), $crate::store::conformance::Failure> {
            $crate::store::conformance::run_reopening(
                "committed_changes_outlive_the_process",
                $fresh,
                $reopen,
            )
            .await
        }
    };
    ($fresh:expr, reopen: $reopen:expr, place: $place:expr, open: $open:expr $(,)?) => {
        $crate::store_conformance!($fresh, reopen: $reopen);

        #[::tokio::test(flavor = "multi_thread")]
        async fn acknowledged_commits_outlive_a_crash() -> Result<(), $crate::store::conformance::Failure> {
            $crate::store::conformance::run_crashing(
                "acknowledged_commits_outlive_a_crash",
                concat!(module_path!(), "::acknowledged_commits_outlive_a_crash"),
                $place,
                $open,
            )
            .await
        }

        #[::tokio::test(flavor = "multi_thread")]
        async fn commit_cut_by_a_crash_is_whole_or_nothing() -> Result<(), $crate::store::conformance::Failure> {
            $crate::store::conformance::run_crashing(
                "commit_cut_by_a_crash_is_whole_or_nothing",
                concat!(module_path!(), "::commit_cut_by_a_crash_is_whole_or_nothing"),
                $place,
                $open,
            )
            .await
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! store_clause_tests {
    ({$fresh:expr} $($module:ident $name:ident $promise:literal;)+) => {$(
        #[::tokio::test(flavor = "multi_thread")]
        async fn $name() -> Result<(), $crate::store::conformance::Failure> {
            $crate::store::conformance::run(stringify!($name), $fresh).await
        }
    )+};
}
