// Calls a service with the client that oapi-codegen made, and prints what it answered as JSON: main ADDRESS TEXT.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"rejoinder.example/client/api"
)

type matched struct {
	Case, Relation, Quote, Disclaimer string
	Score                             float32
	Start, End                        int
}

type told struct {
	Matched [][]matched
	Refused api.ProblemReply
	Pointer string
	Found   string
	Title   string
	Lines   string
	Batch   string
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func of[T any](value T) *T { return &value }

func main() {
	address, text, ctx := os.Args[1], os.Args[2], context.Background()
	client, err := api.NewClientWithResponses(address)
	check(err)
	var result told

	for _, body := range []api.MatchBody{
		{Text: &text, Offsets: of(api.CodePoint)},
		{Blocks: &[]api.BlockBody{{Id: "b1", Text: text}}, Language: of("en"), PerBlock: of(1)},
	} {
		reply, err := client.MatchMatchWithResponse(ctx, body)
		check(err)
		var found []matched
		for _, match := range reply.JSON200.Matches {
			relation := ""
			if match.Relation != nil && *match.Relation == api.Repeats {
				relation = string(*match.Relation)
			}
			disclaimer := *reply.JSON200.Cases[match.Case].Disclaimer
			found = append(found, matched{match.Case, relation, match.Quote, disclaimer, match.Score, match.Start, match.End})
		}
		result.Matched = append(result.Matched, found)
	}

	refused, err := client.MatchMatchWithResponse(ctx, api.MatchBody{})
	check(err)
	result.Refused = *refused.ApplicationproblemJSON422
	result.Pointer = (*result.Refused.Errors)[0].Pointer

	search, err := client.CasesSearchWithResponse(ctx, &api.CasesSearchParams{
		Q: of("bridge danube"), From: of("2021"), To: of("2021-12"),
	})
	check(err)
	result.Found = search.JSON200.Cases[0].Id
	one, err := client.CasesCaseWithResponse(ctx, result.Found)
	check(err)
	result.Title = one.JSON200.Title

	lines, err := client.ExportCasesWithResponse(ctx)
	check(err)
	result.Lines = string(lines.Body)

	batch, err := client.BatchesCreateBatchWithResponse(ctx, api.BatchBody{Texts: []api.BatchText{{Text: &text}}})
	check(err)
	state := batch.JSON202
	for state.State == api.Waiting || state.State == api.Running {
		again, err := client.BatchesBatchWithResponse(ctx, state.Id)
		check(err)
		state = again.JSON200
	}
	answers, err := client.BatchesBatchResultsWithResponse(ctx, state.Id)
	check(err)
	result.Batch = string(answers.Body)

	check(json.NewEncoder(os.Stdout).Encode(result))
}
