//! The plans Basic and Form Post of the OpenID conformance suite, which have the same 38 checks: by a redirect, and by a form.

use crate::openid::portal::{confidential, other};
use crate::openid::world::World;
mod checks;
mod checks_further;

async fn world(by_form: bool) -> World {
    World { by_form, ..World::with_all([confidential(), other()]).await }
}

macro_rules! plans {
    ($($number:ident of $checks:ident $check:ident),+ $(,)?) => {
        mod basic {
            $(mod $number {
                #[tokio::test]
                async fn $check() {
                    super::super::$checks::$check(&mut super::super::world(false).await).await;
                }
            })+
        }

        mod form_post {
            $(mod $number {
                #[tokio::test]
                async fn $check() {
                    super::super::$checks::$check(&mut super::super::world(true).await).await;
                }
            })+
        }
    };
}

plans! {
    check_01 of checks the_code_flow,
    check_02 of checks a_response_type_is_needed,
    check_03 of checks the_id_token_is_signed_by_rs256,
    check_04 of checks no_id_token_is_unsigned,
    check_05 of checks userinfo_by_get,
    check_06 of checks userinfo_by_post_and_header,
    check_07 of checks userinfo_by_post_and_form,
    check_08 of checks a_nonce_may_be_left_out,
    check_09 of checks scope_profile,
    check_10 of checks scope_email,
    check_11 of checks scope_address,
    check_12 of checks scope_phone,
    check_13 of checks all_scopes,
    check_14 of checks order_means_nothing,
    check_15 of checks display_page,
    check_16 of checks display_popup,
    check_17 of checks prompt_login_asks_again,
    check_18 of checks prompt_none_of_nobody,
    check_19 of checks prompt_none_of_somebody,
    check_20 of checks_further max_age_of_a_second,
    check_21 of checks_further max_age_of_hours,
    check_22 of checks_further unknown_parameters_are_ignored,
    check_23 of checks_further the_hint_of_the_one_who_is_signed_in,
    check_24 of checks_further login_hint,
    check_25 of checks_further ui_locales,
    check_26 of checks_further claims_locales,
    check_27 of checks_further acr_values,
    check_28 of checks_further a_code_is_used_once,
    check_29 of checks_further a_code_is_used_once_also_later,
    check_30 of checks_further an_unregistered_address_gets_nothing,
    check_31 of checks_further a_request_may_be_posted,
    check_32 of checks_further the_secret_may_be_in_the_form,
    check_33 of checks_further no_request_by_reference,
    check_34 of checks_further no_request_object,
    check_35 of checks_further a_claim_that_is_essential,
    check_36 of checks_further no_request_object_with_another_address,
    check_37 of checks_further a_refresh_token_is_for_its_client,
    check_38 of checks_further a_challenge_is_met,
}
