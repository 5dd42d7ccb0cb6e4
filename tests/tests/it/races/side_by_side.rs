//! Many who add to one organisation at once: organisations, contracts, people.

use super::races;

races!(
    organisations_and_contracts_are_added_side_by_side,
    people_are_invited_side_by_side,
    what_is_created_below_a_moving_organisation_moves_along,
);

mod run {
    use crate::races::counting::{Conflicts, Counting};
    use crate::races::world::{NOW, World};
    use crate::races::{ROUNDS, at_once};
    use anyhow::{Context as _, Result, ensure};
    use identity_core::Identity;
    use identity_core::contracts::ProvisionContract;
    use identity_core::domain::{ContractFilter, OrganizationFilter, OrganizationPath, Region};
    use identity_core::invitations::Invite;
    use identity_core::organizations::ProvisionOrganization;
    use identity_core::provisioning::ProvisionOutcome;
    use identity_core::store::{Entity, Page, Store as _, Table};
    use identity_core::values::{DisplayName, EmailAddress, ExternalId, RoleKey};
    use identity_store_sql::SqlStore;
    use std::collections::BTreeSet;
    use std::sync::Arc;
    use tokio::task::JoinSet;

    /// As many as a pool on PostgreSQL has, on each of the nodes.
    const CLIENTS_PER_NODE: usize = 16;
    const NODES: usize = 4;
    const CHILDREN: usize = 2_000;

    fn child(name: &str, parent: &str) -> ProvisionOrganization {
        let (id, display) = (ExternalId::parse(name).unwrap(), DisplayName::parse(name).unwrap());
        ProvisionOrganization::new(id, display, identity_core::domain::OrganizationClass::Sme)
            .parent(ExternalId::parse(parent).unwrap())
    }

    /// Nodes with connections of their own, which count the conflicts of their commits together.
    async fn nodes(world: &World) -> Result<(Vec<Identity>, Conflicts)> {
        let conflicts = Conflicts::default();
        let mut nodes = Vec::new();
        for _ in 0..NODES {
            let store = Counting::new(SqlStore::connect(&world.url).await?, &conflicts);
            nodes.push(world.nodes[0].with_store(store));
        }
        Ok((nodes, conflicts))
    }

    /// Runs an act once for each of `count` numbers, by many clients at once.
    async fn by_many<F>(
        nodes: &[Identity],
        count: usize,
        act: impl Fn(Identity, usize) -> F + Send + Sync + 'static,
    ) -> Result<()>
    where
        F: Future<Output = Result<()>> + Send + 'static,
    {
        let clients = NODES * CLIENTS_PER_NODE;
        let act = Arc::new(act);
        let mut tasks = JoinSet::new();
        for client in 0..clients {
            let (act, node) = (Arc::clone(&act), nodes[client % nodes.len()].clone());
            tasks.spawn(async move {
                for number in (client..count).step_by(clients) {
                    let mut done = act(node.clone(), number).await;
                    while done.as_ref().is_err_and(is_busy) {
                        done = act(node.clone(), number).await;
                    }
                    done.with_context(|| format!("number {number}"))?;
                }
                anyhow::Ok(())
            });
        }
        while let Some(done) = tasks.join_next().await {
            done??;
        }
        Ok(())
    }

    /// Whether a database on a busy machine asked to try again, having written nothing. The errors of use cases hand the
    /// store's on as their own, so it is known by its words.
    fn is_busy(error: &anyhow::Error) -> bool {
        error.chain().any(|cause| cause.to_string() == "the store is unavailable")
    }

    async fn count<T: Entity>(table: &dyn Table<T>, filter: &T::Filter) -> Result<usize> {
        let (mut count, mut page) = (0, Page::first(Page::MAX_LIMIT));
        loop {
            let slice = table.list(filter, &page).await?;
            count += slice.items.len();
            match slice.next {
                Some(next) => page = page.after(next),
                None => return Ok(count),
            }
        }
    }

    pub(super) async fn organisations_and_contracts_are_added_side_by_side(world: &World) -> Result<()> {
        let (nodes, conflicts) = nodes(world).await?;
        let scott = world.caller(0, "scott").await?;
        by_many(&nodes, CHILDREN, {
            let scott = scott.clone();
            move |node, number| {
                let (caller, wanted) = (scott.clone(), child(&format!("child-{number}"), "group"));
                async move {
                    let done = node.provision_organization(&caller, &wanted).await?;
                    ensure!(done.outcome == ProvisionOutcome::Created, "{:?}", done.outcome);
                    Ok(())
                }
            }
        })
        .await?;
        let below = OrganizationFilter { parent: Some(world.group), ..OrganizationFilter::default() };
        // The department was there before.
        assert_eq!(count(world.store.organizations(), &below).await?, CHILDREN + 1);
        by_many(&nodes, 200, move |node, number| {
            let (caller, wanted) = (scott.clone(), contract(number));
            async move {
                node.provision_contract(&caller, &wanted).await?;
                Ok(())
            }
        })
        .await?;
        let bought = ContractFilter { organization: Some(world.group) };
        assert_eq!(count(world.store.contracts(), &bought).await?, 200);
        assert_eq!(conflicts.count(), 0, "nothing that is added stands in the way of another");
        Ok(())
    }

    fn contract(number: usize) -> ProvisionContract {
        ProvisionContract::new(
            ExternalId::parse(&format!("contract-{number}")).unwrap(),
            ExternalId::parse("group").unwrap(),
            BTreeSet::new(),
            NOW,
        )
    }

    fn invitation(world: &World, number: usize) -> Invite {
        Invite::new(
            world.group,
            EmailAddress::parse(&format!("person-{number}@group.example")).unwrap(),
            [RoleKey::parse("admin").unwrap()],
        )
    }

    pub(super) async fn people_are_invited_side_by_side(world: &World) -> Result<()> {
        let (nodes, conflicts) = nodes(world).await?;
        let scott = world.caller(0, "scott").await?;
        let invites: Vec<Invite> = (0..150).map(|number| invitation(world, number)).collect();
        by_many(&nodes, invites.len(), move |node, number| {
            let (caller, wanted) = (scott.clone(), invites[number].clone());
            async move {
                node.invite(&caller, &wanted).await?;
                Ok(())
            }
        })
        .await?;
        assert_eq!(conflicts.count(), 0, "nobody who is invited stands in the way of another");
        Ok(())
    }

    /// The department moves to and fro, while teams are created in it and below one of its teams.
    pub(super) async fn what_is_created_below_a_moving_organisation_moves_along(world: &World) -> Result<()> {
        for round in 0..ROUNDS {
            let [one, two] = world.nodes.clone();
            let (scott, other) = (world.caller(0, "scott").await?, world.caller(1, "scott").await?);
            let goal = if round % 2 == 0 { "other" } else { "group" };
            let creating = async move {
                for parent in ["department", "team-0"] {
                    let wanted = child(&format!("{parent}-{round}"), parent);
                    two.provision_organization(&other, &wanted).await?;
                }
                anyhow::Ok(())
            };
            let moving = async move { one.provision_organization(&scott, &child("department", goal)).await };
            let (moved, created) = at_once(moving, creating).await?;
            moved?;
            created?;
            let place = if goal == "other" { world.other } else { world.group };
            let department = OrganizationPath::root(world.operator).child(place)?.child(world.department)?;
            let within = OrganizationFilter {
                within: Some(vec![Region::Subtree(department)]),
                ..OrganizationFilter::default()
            };
            let in_it = count(world.store.organizations(), &within).await?;
            assert_eq!(in_it, 1 + 5 + 2 * (round + 1), "round {round}: nothing is left behind");
        }
        Ok(())
    }
}
