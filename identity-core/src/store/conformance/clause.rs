//! The list of clauses.

use super::clauses;
use super::failure::Failure;
use super::scenario::{Running, Scenario};
use super::subject::Subject;
use std::fmt;
use std::sync::Arc;

/// One rule of the store contract.
#[derive(Clone, Copy)]
pub struct Clause {
    pub(super) name: &'static str,
    promise: &'static str,
    pub(super) check: Check,
}

#[derive(Clone, Copy)]
pub(super) enum Check {
    Fresh(fn(Arc<dyn Subject>) -> Running<()>),
    /// The one clause that opens the store again.
    Reopened,
    /// A clause whose commits are made by a process that ends without warning.
    Crashed(Scenario),
}

impl Clause {
    /// Its name, which is also that of its test.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What it promises, in one sentence.
    pub const fn promise(&self) -> &'static str {
        self.promise
    }

    /// Whether it opens the store again, so that only [`run_reopening`](super::run_reopening) can try it.
    pub const fn reopens(&self) -> bool {
        matches!(self.check, Check::Reopened)
    }

    /// Whether it ends a process, so that only [`run_crashing`](super::run_crashing) can try it.
    pub const fn crashes(&self) -> bool {
        matches!(self.check, Check::Crashed(_))
    }

    pub(super) fn named(name: &str) -> Result<&'static Self, Failure> {
        let found = CLAUSES.iter().find(|clause| clause.name == name);
        found.ok_or_else(|| Failure::new(format!("the store contract has no clause {name:?}; see `CLAUSES`")))
    }

    pub(super) fn broken(&self, failure: &Failure) -> Failure {
        Failure::new(format!("clause `{}` ({}): {failure}", self.name, self.promise))
    }
}

impl fmt::Debug for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Hands the clauses to a macro: `{callback} argument` becomes `callback! { {argument} module name promise; ... }`.
#[doc(hidden)]
#[macro_export]
macro_rules! store_clauses {
    ({$($callback:tt)*} $($argument:tt)*) => {
        $($callback)* ! {
            {$($argument)*}
            records fresh_store_is_empty_and_ready "a fresh store has no records and its check passes";
            records inserted_record_is_read "a record is read by its id as it was inserted, in version 1";
            records unknown_id_is_none "an id that was never inserted gives nothing";
            records unknown_key_is_none "a unique key that no record holds gives nothing";
            records every_key_finds_its_record "each unique key of a record finds it";
            records removed_record_is_gone "a removed record is found by no id, key or list";
            records version_starts_at_one_and_grows_by_one "the version is 1 after insertion and one more after each update";
            records record_read_is_record_written "what get, find and list give is what was written, in every field";
            records time_is_kept_to_the_microsecond "times keep their microseconds from year 1 to year 9999";
            records text_is_kept_letter_by_letter "text comes back exactly: case, blanks, accents, any length";
            records empty_change_set_commits "a change set without changes succeeds";
            records large_change_set_commits "hundreds of changes go into one commit";
            keys duplicate_id_is_refused "a second record with an id is refused with AlreadyExists";
            keys taken_key_is_refused_on_insert "a second record with a unique key is refused with AlreadyExists";
            keys taken_key_is_refused_on_update "an update to a key that another record holds is refused";
            keys keys_that_are_alike_are_not_the_same "keys that differ in case, blanks or a part are different keys";
            keys record_may_keep_its_keys "an update does not collide with the record's own keys";
            keys key_is_free_after_remove "the keys of a removed record can be taken";
            keys key_is_free_after_update "a key that an update gave up can be taken and finds nothing before";
            sharing kinds_may_share_an_id "records of different kinds may have one id, and do not touch";
            sharing kinds_may_share_a_key "records of different kinds may have one key, and do not touch";
            sets key_twice_in_a_set_is_refused "a change set in which two records get one key is refused with AlreadyExists";
            sets keys_swapped_in_a_set_are_refused "an update to a key that another record holds is refused, though a later change of the set frees it";
            sets key_given_up_in_a_set_can_be_taken_in_it "a key that an update gives up can be taken by a later change of the set";
            versions stale_update_conflicts "an update of another version than the stored one is refused with Conflict";
            versions update_of_missing_record_conflicts "an update of a record that is not there is refused with Conflict";
            versions stale_remove_conflicts "a removal of another version than the stored one is refused with Conflict";
            versions remove_of_missing_record_conflicts "a removal of a record that is not there is refused with Conflict";
            versions requirement_that_holds_lets_commit "a required version that is the stored one lets the commit through, and stays";
            versions stale_requirement_conflicts "a required version that is not the stored one refuses the commit";
            versions missing_requirement_conflicts "a required record that is not there refuses the commit";
            versions requirements_are_about_the_state_before "what is required is looked at before anything of the set is applied";
            atomicity failing_change_leaves_nothing "a change set with one bad change, wherever it stands, changes nothing";
            sets large_set_with_a_bad_change_leaves_nothing "a change set of more than a thousand with one bad change changes nothing";
            atomicity every_change_of_a_set_is_committed "all changes of a set are there after the commit";
            atomicity audit_row_is_committed_with_its_change "an effect and its audit event are committed together";
            atomicity changes_of_a_set_apply_in_order "changes of one set see those before them";
            atomicity store_works_on_after_a_refusal "a refused commit leaves the store usable";
            parallel one_of_parallel_updates_wins "of parallel updates of one version exactly one is committed";
            parallel one_of_parallel_inserts_of_a_key_wins "of parallel insertions of one unique key exactly one is committed";
            parallel one_of_parallel_removals_takes_effect "of parallel removals of one version exactly one takes effect";
            parallel parallel_updates_lose_nothing "read, change, commit, and again after a conflict, loses no update";
            parallel requirement_holds_until_the_commit "of two commits that each change what the other requires exactly one is committed";
            parallel requirement_excludes_a_parallel_change "commits that require a record, and one that changes it, all end in success or Conflict";
            visibility reader_sees_a_set_whole_or_not_at_all "what reads beside a commit sees all of its set or nothing, and what it saw stays";
            visibility commit_that_is_dropped_is_whole_or_nothing "a commit whose future is dropped took effect whole or not at all, and the store works on";
            lists filters_agree_with_matches "a list shows exactly the records that Entity::matches lets through";
            lists empty_list_in_a_filter_shows_nothing "a condition with an empty list shows nothing";
            lists name_search_takes_every_character_literally "a search finds a part of the folded text letter by letter, without wildcards";
            lists list_goes_by_id_in_both_orders "lists are ordered by the octets of the ids, either way, unless another order is asked for";
            orders list_goes_by_every_order "a list goes by the order that is asked for, either way, and by id where its kind does not have that order";
            orders names_are_ordered_by_their_octets "a list by name goes by the octets of the names, and by id where they are equal";
            orders pages_of_equal_names_join "pages that begin and end among equal names show each record once";
            orders page_by_name_begins_where_the_last_one_ended "a page begins behind the place that its cursor names, though the record was renamed or is gone";
            orders renamed_record_moves_in_the_list "an update that changes the name moves the record in the list by name";
            lists pages_join_without_gap_or_repeat "the pages of a list show each record once, in order";
            lists list_of_thousands_is_shown_whole "the pages of a list of thousands show each record once, in order";
            lists limit_bounds_a_page "a page has at most its limit, and names a next page only where there is one";
            lists count_agrees_with_the_list "a count is the number of records that a list shows, and never more than it is asked to count";
            lists pages_stay_stable_while_records_come_and_go "what is there all the time is shown once, whatever comes and goes";
            gathering gather_agrees_with_reading_table_by_table "what gather gives is what reading table by table gives, each record once and in order";
            gathering gather_about_nobody_gives_the_services_asked_about "where nobody known is asked about, gather gives the services asked about alone";
            gathering gather_gives_the_named_services_alone "gather gives the services that are asked about, or that one of its roles, grants or contracts names, and no other";
            gathering gather_follows_a_chain_to_its_end "gather gives every grant that a held one depends on, revoked or not, and no grant of the holders' own that was revoked";
            gathering gather_takes_hundreds_at_once "one question may be about hundreds of holders and organisations";
            sizes sizes_of_the_contract_are_taken "records, keys, texts, conditions and change sets may be as large as the contract says";
            counters counter_counts_up "a hit adds one and gives the new count; asking adds nothing";
            counters counters_are_apart "counters with different keys do not touch";
            counters counter_of_a_new_window_starts_again "a hit in a later window starts again at one";
            counters hit_of_an_earlier_window_counts_in_the_stored_one "a hit of an earlier window than the stored one is counted in the stored one";
            counters counter_reset_forgets "a reset counter starts again, and no other";
            counters purge_forgets_the_counters_of_earlier_windows "a purge forgets the counters whose stored window starts before a time, gives their number, and forgets no other";
            counters parallel_hits_are_all_counted "parallel hits each get a number of their own";
            claims due_messages_are_claimed_oldest_first "messages are claimed in the order of their ids";
            claims claim_takes_no_more_than_its_limit "a claim takes the oldest messages up to its limit";
            claims only_queued_and_due_messages_are_claimed "only queued messages whose time has come are claimed";
            claims claimed_message_is_leased "a claimed message is claimed again only when its lease is over";
            claims claim_is_written "a claim is stored as an update: attempts, lease and version";
            claims parallel_claims_share_no_message "of parallel workers each message has one";
            model random_operations_agree_with_the_reference "after any commits the store is like the reference store";
        }
    };
}

macro_rules! table {
    ({} $($module:ident $name:ident $promise:literal;)+) => {
        /// Every clause of the store contract.
        pub const CLAUSES: &[Clause] = &[
            $(Clause {
                name: stringify!($name),
                promise: $promise,
                check: Check::Fresh(|subject| Box::pin(clauses::$module::$name(subject))),
            },)+
            Clause {
                name: "committed_changes_outlive_the_process",
                promise: "what was committed is there when the store is opened again",
                check: Check::Reopened,
            },
            Clause {
                name: "acknowledged_commits_outlive_a_crash",
                promise: "what was committed is there though the process ended without warning right after it",
                check: Check::Crashed(clauses::crashes::AFTER_COMMITS),
            },
            Clause {
                name: "commit_cut_by_a_crash_is_whole_or_nothing",
                promise: "a commit during which the process ended took effect whole or not at all",
                check: Check::Crashed(clauses::crashes::WITHIN_A_COMMIT),
            },
        ];
    };
}

store_clauses! { {table} }
