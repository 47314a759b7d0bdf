import com.google.gson.Gson;
import generated.ApiClient;
import generated.ApiException;
import generated.api.LookingUpApi;
import generated.api.MatchingApi;
import generated.model.BatchBody;
import generated.model.BatchReply;
import generated.model.BatchText;
import generated.model.BlockBody;
import generated.model.MatchBody;
import generated.model.MatchReply;
import generated.model.MatchShape;
import generated.model.Offsets;
import generated.model.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls a service with the client that openapi-generator made, and prints what it answered as JSON: ADDRESS TEXT. */
public final class Sample {
  public static void main(String[] arguments) throws Exception {
    String text = arguments[1];
    ApiClient client = new ApiClient();
    client.setBasePath(arguments[0]);
    MatchingApi matching = new MatchingApi(client);
    LookingUpApi cases = new LookingUpApi(client);
    Map<String, Object> told = new LinkedHashMap<>();

    List<Object> matched = new ArrayList<>();
    for (MatchBody body : List.of(
        new MatchBody().text(text).offsets(Offsets.CODE_POINT),
        new MatchBody().addBlocksItem(new BlockBody().id("b1").text(text)).language("en").perBlock(1))) {
      MatchReply reply = matching.matchMatch(body);
      List<Object> found = new ArrayList<>();
      for (MatchShape match : reply.getMatches()) {
        found.add(Map.of(
            "Case", match.getCase(),
            "Relation", match.getRelation() == Relation.REPEATS ? "repeats" : "",
            "Quote", match.getQuote(),
            "Disclaimer", reply.getCases().get(match.getCase()).getDisclaimer(),
            "Score", match.getScore(),
            "Start", match.getStart(),
            "End", match.getEnd()));
      }
      matched.add(found);
    }
    told.put("Matched", matched);

    try {
      matching.matchMatch(new MatchBody());
    } catch (ApiException refused) {
      Map<?, ?> problem = new Gson().fromJson(refused.getResponseBody(), Map.class);
      told.put("Refused", problem);
    }
    told.put("Lines", cases.exportCases());
    String found = search(cases);
    told.put("Found", found);
    told.put("Title", cases.casesCase(found).getTitle());

    BatchReply batch = matching.batchesCreateBatch(new BatchBody().addTextsItem(new BatchText().text(text)));
    while (batch.getState() == BatchReply.StateEnum.WAITING || batch.getState() == BatchReply.StateEnum.RUNNING) {
      batch = matching.batchesBatch(batch.getId());
    }
    told.put("Batch", matching.batchesBatchResults(batch.getId()));
    System.out.println(new Gson().toJson(told));
  }

  private static String search(LookingUpApi cases) throws ApiException {
    return cases
        .casesSearch("bridge danube", null, null, null, null, null, null, "2021", "2021-12", null, null, null, null)
        .getCases()
        .get(0)
        .getId();
  }
}
